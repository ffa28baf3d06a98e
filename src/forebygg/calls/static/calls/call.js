// The call page: autosave, timer, keys. Without script the buttons do the same and "Spara utkast" saves.
const form = document.getElementById("call");
const saved = document.getElementById("saved");
const timer = document.getElementById("timer");

const started = Date.parse(timer.dataset.started);
setInterval(() => {
  const seconds = Math.max(0, Math.floor((Date.now() - started) / 1000));
  timer.textContent = `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}, 1000);

if (form && !form.dataset.readonly) {
  let dirty = false, busy = false, wait, state = "saved", backOff = 1000;

  // Announced only when it changes between saved and not saved.
  const say = (next, text) => { if (next !== state || next === "saved") { state = next; saved.textContent = text; } };

  const show = (connect) => {
    for (const part of ["label", "note"]) document.querySelector(`[data-connect=${part}]`).textContent = connect[part];
    const number = document.querySelector("[data-connect=number]");
    number.textContent = connect.number;
    number.href = connect.href;
    form.elements.receiver.value = connect.code;
  };

  // After signing in again in another tab the old token is worthless; the refusal brings a fresh one.
  const renew = async (answer) => {
    const token = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(await answer.text());
    if (token) form.elements.csrfmiddlewaretoken.value = token[1];
  };

  const save = async () => {
    if (!dirty || busy) return;
    busy = true; dirty = false;
    const sequence = Number(form.elements.sequence.value) + 1;
    form.elements.sequence.value = sequence;
    try {
      const answer = await fetch(form.dataset.save, { method: "POST", body: new FormData(form) });
      if (!answer.ok) { await renew(answer); throw answer; }
      const said = await answer.json();
      if (said.kept) { say("saved", `${saved.dataset.saved} ${said.at}`); show(said.connect); }
      else say("other", saved.dataset.other);
      backOff = 1000;
    } catch (fault) {
      dirty = true;
      const out = fault instanceof Response && fault.status === 401;
      say(out ? "out" : "offline", out ? saved.dataset.signedOut : saved.dataset.offline);
      backOff = Math.min(backOff * 2, 15000);
      clearTimeout(wait); wait = setTimeout(save, backOff);
    } finally { busy = false; }
  };

  const touched = () => { dirty = true; clearTimeout(wait); wait = setTimeout(save, 1500); };
  form.addEventListener("input", touched);
  form.addEventListener("change", () => { dirty = true; save(); });
  form.addEventListener("focusout", save);
  setInterval(save, 15000);
  addEventListener("beforeunload", (event) => { if (dirty && !form.dataset.leaving) event.preventDefault(); });
  form.addEventListener("submit", () => {
    form.dataset.leaving = "1";
    form.elements.sequence.value = Number(form.elements.sequence.value) + 1;
  });
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); form.querySelector("[value=connected]").click(); }
  });
}
