// Runs once for the tab of summaries. The menu of units looks for what was typed when a key goes down; an input
// method puts its characters in afterwards, so it is told of them here.

const looked = (event) => {
  const box = event.target.closest?.("#draft-unit input");
  if (!box || event.isComposing) return;
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Unidentified", bubbles: true }));
};

document.addEventListener("input", looked);
document.addEventListener("compositionend", looked);
