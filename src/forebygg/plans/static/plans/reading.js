// While the document is on its way and being read, the page says so. Without script the browser's own mark does.
(function () {
  var form = document.querySelector("form[enctype]"), shown = document.getElementById("reading");
  if (!form || !shown) return;
  form.addEventListener("submit", function () { shown.hidden = false; });
  // Back again, nothing is being read.
  addEventListener("pageshow", function () { shown.hidden = true; });
})();
