// Lämna sidan snabbt. Without script the button is a plain link and works all the same:
// the server forgets the visit, asks the browser to clear its cache and answers 303.
(function () {
  var exit = document.querySelector(".exit");
  if (!exit) return;
  var presses = 0, timer;
  function leave(event) {
    if (event) event.preventDefault();
    document.documentElement.hidden = true;
    document.title = "Väder";
    location.replace(exit.href);
  }
  exit.addEventListener("click", leave);
  addEventListener("keyup", function (event) {
    clearTimeout(timer);
    if (event.key !== "Shift") { presses = 0; return; }
    if (++presses === 3) return leave();
    timer = setTimeout(function () { presses = 0; }, 1500);
  });
  // A page kept for the Back button must not show what was on it.
  addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });
})();
