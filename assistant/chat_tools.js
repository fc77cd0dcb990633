// Runs once for the chat column: what stands under an answer. Copying is done here; files and thanks are handed
// over by chat_delivery.js.

const turnOf = (part) => part.closest(".turn");
const numberOf = (part) => Number(turnOf(part).dataset.turn);
const say = (turn, words) => (turn.querySelector(".said").textContent = words);

// ---- copying: one table of all groups, as HTML for Word, Excel and WPS and as text with tabs ----

const words = (cell, part) => [...(cell?.querySelectorAll(part) ?? [])].map((one) => one.textContent).join("；");
const columns = [
  ["序号", (row) => words(row, ".c-serial > *")],
  ["任务", (row) => words(row, ".task")],
  ["章节", (row) => words(row, ".section")],
  ["牵头单位", (row) => words(row, ".c-lead > :not(.none)")],
  ["配合单位", (row) => words(row, ".c-support > :not(.none)")],
  ["负责领导", (row) => words(row, ".c-leaders > :not(.none)")],
  ["时限", (row) => words(row, ".c-deadline > *").replace(/^—$/, "")],
  ["备注", (row) => words(row, ".via, .c-task > .mark, .row-note")],
  ["出处", (row) => words(row, ".cite")],
];

const tableOf = (turn) => {
  const groups = [...turn.querySelectorAll(".group")].map((group) => ({
    caption: [words(group, "h3 > *"), words(group, ".group-note")].filter(Boolean).join("；"),
    rows: [...group.querySelectorAll("tbody tr")].map((row) => columns.map(([, read]) => read(row).trim())),
  }));
  const all = groups.flatMap((group) => group.rows);
  const kept = columns.map((_, n) => n).filter((n) => n < 2 || all.some((row) => row[n]));
  const lines = [];
  for (const { caption, rows } of groups) {
    lines.push([caption], kept.map((n) => columns[n][0]), ...rows.map((row) => kept.map((n) => row[n])));
  }
  return { lines, width: kept.length, count: all.length };
};

const asHtml = ({ lines, width }) => {
  const table = document.createElement("table");
  table.setAttribute("border", "1");
  for (const line of lines) {
    const row = table.insertRow();
    for (const value of line) {
      const cell = row.insertCell();
      cell.textContent = value;
      // Excel reads it: a cell of text, whatever it begins with.
      cell.setAttribute("style", "mso-number-format:'\\@'; vertical-align: top");
      if (line.length === 1) cell.colSpan = width;
    }
  }
  return `<meta charset="utf-8">${table.outerHTML}`;
};

// A cell that begins like a formula is marked as text; nothing may look like the end of a cell or a row.
const asCell = (value) => value.replace(/\s+/g, " ").replace(/^[=+\-@＝＋－＠]/, "'$&");
const asText = ({ lines }) => lines.map((line) => line.map(asCell).join("\t")).join("\r\n");

// The old way works where the new one does not: on a page that the office network serves without a certificate.
const copyTheOldWay = (html, text) => {
  let done = false;
  const fill = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", text);
    done = true;
  };
  document.addEventListener("copy", fill, true);
  try {
    return document.execCommand("copy") && done;
  } finally {
    document.removeEventListener("copy", fill, true);
  }
};

const copy = async (turn) => {
  const table = tableOf(turn);
  const [html, text] = [asHtml(table), asText(table)];
  let done = false;
  try {
    const item = { "text/html": new Blob([html], { type: "text/html" }), "text/plain": new Blob([text], { type: "text/plain" }) };
    await navigator.clipboard.write([new ClipboardItem(item)]);
    done = true;
  } catch {
    done = copyTheOldWay(html, text);
  }
  const failed = "浏览器不允许复制。请改用“下载 Excel”，或选中表格后按 Ctrl+C。";
  say(turn, done ? `已复制 ${table.count} 项，可粘贴到 Excel、WPS 或 Word。` : failed);
};

// ---- opinions ----

const boxOf = (turn) => turn.querySelector(".wrong-box");

const showBox = (turn, shown) => {
  boxOf(turn).hidden = !shown;
  turn.querySelector(".tool.wrong").setAttribute("aria-expanded", String(shown));
  if (shown) boxOf(turn).querySelector("input").focus();
};

const sendWrong = (turn) => {
  const reason = boxOf(turn).querySelector("input:checked")?.value ?? "";
  const comment = boxOf(turn).querySelector("textarea").value.trim();
  if (!reason && !comment) return say(turn, "请选一个原因，或写几个字。");
  say(turn, "正在保存……");
  trigger("like", { turn: numberOf(turn), verdict: "wrong", reason, comment });
};

const does = {
  copy,
  download: (turn) => {
    say(turn, "正在生成表格……");
    trigger("download", { turn: numberOf(turn) });
  },
  useful: (turn) => {
    showBox(turn, false);
    if (turn.querySelector(".tool.useful").ariaPressed === "true") return;
    say(turn, "正在保存……");
    trigger("like", { turn: numberOf(turn), verdict: "useful" });
  },
  wrong: (turn) => showBox(turn, boxOf(turn).hidden),
  send: sendWrong,
  cancel: (turn) => {
    showBox(turn, false);
    turn.querySelector(".tool.wrong").focus();
  },
};

element.addEventListener("click", (event) => {
  const button = event.target.closest(".tool");
  if (button) does[button.dataset.tool](turnOf(button));
});
element.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || !event.target.closest(".wrong-box")) return;
  event.stopPropagation();
  does.cancel(turnOf(event.target));
});

// The column is drawn anew with every answer: what was said of earlier ones is kept here.
const verdicts = new Map();
const mark = (turn) => {
  const verdict = verdicts.get(numberOf(turn));
  for (const button of turn.querySelectorAll(".tool.useful, .tool.wrong")) {
    button.setAttribute("aria-pressed", String(button.dataset.tool === verdict));
  }
};
element.addEventListener("opinion", (event) => {
  const turn = event.target;
  verdicts.set(numberOf(turn), event.detail);
  mark(turn);
  if (event.detail === "wrong" && !boxOf(turn).hidden) {
    showBox(turn, false);
    turn.querySelector(".tool.wrong").focus();
  }
});
watch("value", () => {
  const turns = element.querySelectorAll(".turn");
  if (!turns.length) verdicts.clear();
  turns.forEach(mark);
});
