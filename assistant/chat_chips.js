// Runs once for the chat column: the menus of the chips above the latest answer.
// Enter, space or arrow down opens one; arrows and Tab move in it; Escape or a click elsewhere closes it.

const slotOf = (part) => part.closest(".chip-slot");
const openSlot = () => element.querySelector(".chip-slot.open");
const parts = (slot) => [...slot.querySelectorAll(".menu button, .menu input")];
let changed = null;

const close = (slot, refocus) => {
  if (!slot) return;
  slot.classList.remove("open");
  slot.querySelector(".menu").hidden = true;
  const chip = slot.querySelector(".chip");
  chip.setAttribute("aria-expanded", "false");
  if (refocus) chip.focus();
};

const open = (slot) => {
  close(openSlot());
  const menu = slot.querySelector(".menu");
  slot.classList.add("open");
  menu.hidden = false;
  menu.style.left = "";
  const room = slot.closest(".reply").getBoundingClientRect().right - menu.getBoundingClientRect().right - 8;
  if (room < 0) menu.style.left = `${room}px`;
  slot.querySelector(".chip").setAttribute("aria-expanded", "true");
  parts(slot)[0]?.focus();
};

const send = (slot, value) => {
  const field = slot.querySelector(".chip").dataset.field;
  changed = field;
  close(slot, true);
  trigger("edit", { turn: Number(slot.closest(".turn").dataset.turn), field, value });
};

const sendTyped = (slot) => {
  const box = slot.querySelector(".menu input");
  if (box.value.trim()) send(slot, box.value);
  else box.focus();
};

element.addEventListener("click", (event) => {
  const button = event.target.closest(".chip-slot button");
  if (!button) return;
  const slot = slotOf(button);
  if (button.matches(".chip")) slot.matches(".open") ? close(slot) : open(slot);
  else if (button.matches(".typed")) sendTyped(slot);
  else send(slot, button.matches(".remove") ? null : button.dataset.value);
});

element.addEventListener("keydown", (event) => {
  const slot = slotOf(event.target);
  // An input method ends its own work with these keys.
  if (!slot || event.isComposing || event.keyCode === 229) return;
  const isOpen = slot.matches(".open");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" && isOpen) {
    event.stopPropagation();
    close(slot, true);
  } else if (event.key === "Enter" && event.target.matches("input")) {
    event.preventDefault();
    sendTyped(slot);
  } else if (step && isOpen) {
    event.preventDefault();
    const all = parts(slot);
    const at = all.indexOf(event.target);
    all[at < 0 ? 0 : (at + step + all.length) % all.length].focus();
  } else if (step === 1 && event.target.matches(".chip.edit")) {
    event.preventDefault();
    open(slot);
  }
});

element.addEventListener("focusout", (event) => {
  const slot = openSlot();
  if (slot && event.relatedTarget && !slot.contains(event.relatedTarget)) close(slot);
});
document.addEventListener("pointerdown", (event) => {
  const slot = openSlot();
  if (slot && !slot.contains(event.target)) close(slot);
});

// Who changed a chip goes on from the same chip of the new answer.
watch("value", () => {
  if (!changed || element.querySelector(".waiting")) return;
  const chips = [...element.querySelectorAll(".chip.edit")];
  (chips.find((chip) => chip.dataset.field === changed) ?? chips[0])?.focus({ preventScroll: true });
  changed = null;
});
