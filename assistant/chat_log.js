// Runs once for the chat column, and for the questions to start from. Gradio gives `element`, `trigger`, `watch`.
// Buttons carry data-ask (a question to ask) or data-notice and data-line (a place in the original to open).

const open = (button) => {
  element.querySelectorAll(".cite.current").forEach((other) => other.classList.remove("current"));
  button.classList.add("current");
  trigger("select", {
    turn: Number(button.closest(".turn").dataset.turn),
    notice: button.dataset.notice,
    line: Number(button.dataset.line) || null,
  });
};

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.ask) trigger("submit", { question: button.dataset.ask });
  else if (button.dataset.notice) open(button);
});

// A new question comes to the top of the screen, and once more when its answer makes room for that.
let turns = 0;
let waited = false;
watch("value", () => {
  const all = element.querySelectorAll(".turn");
  const last = all[all.length - 1];
  const waiting = Boolean(last?.querySelector(".waiting"));
  if (last && (all.length !== turns || waited)) last.scrollIntoView({ block: "start" });
  turns = all.length;
  waited = waiting;
});
