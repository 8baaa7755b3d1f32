/* The one script of the desk. Plain, for browsers from Chromium 86 on. All it does: carries dropped files, shows how far
   a piece of work is, puts a clicked figure into the form, copies a letter, and says that a page is still open. */
"use strict";

(function () {
  const post = (address, options) => fetch(address, Object.assign({ method: "POST", credentials: "same-origin" }, options));

  // The token has done its work: it need not stay in the address, where it could be copied along.
  if (location.search.includes("token=")) {
    const query = new URLSearchParams(location.search);
    query.delete("token");
    const rest = query.toString();
    location.replace(location.pathname + (rest ? "?" + rest : "") + location.hash);
    return;
  }

  // Says that somebody is here; where nobody answers, says so.
  const stopped = document.querySelector("[data-stopped]");
  function alive() {
    if (stopped) return;
    post("/alive").then((answer) => gone(!answer.ok), () => gone(true));
  }
  function gone(is) {
    let note = document.querySelector(".gone-desk");
    if (is && !note) {
      note = document.createElement("p");
      note.className = "gone-desk";
      note.setAttribute("role", "alert");
      note.textContent = "工作台已经停止，或在别处重新打开了：这一页不能再用。已收的和已定的都存好了；请重新打开工作台。";
      document.body.append(note);
    } else if (!is && note) note.remove();
  }
  alive();
  setInterval(alive, 30000);
  addEventListener("focus", alive);

  // Files: what is dropped or picked, with the folders it lies in.
  async function walk(entry, path, found) {
    if (entry.isFile) {
      const file = await new Promise((yes, no) => entry.file(yes, no));
      found.push([path + file.name, file]);
    } else if (entry.isDirectory) {
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((yes, no) => reader.readEntries(yes, no));
        if (!some.length) break;
        for (const one of some) await walk(one, path + entry.name + "/", found);
      }
    }
  }
  async function dropped(transfer) {
    const found = [];
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    if (entries.length) for (const entry of entries) await walk(entry, "", found);
    else for (const file of transfer.files) found.push([file.name, file]);
    return found;
  }
  const picked = (input) => [...input.files].map((file) => [file.webkitRelativePath || file.name, file]);

  async function send(zone, address, files, tell) {
    const begun = await post(address);
    if (!begun.ok) throw new Error("没有办成，请刷新这一页再试");
    const drop = (await begun.json()).id;
    const bar = zone.querySelector("[data-progress]");
    if (bar) { bar.hidden = false; bar.max = files.length; bar.value = 0; }
    const troubles = [], said = [];
    let next = 0;
    async function one() {
      while (next < files.length) {
        const [name, file] = files[next++];
        const query = "?name=" + encodeURIComponent(name) + "&kind=" + encodeURIComponent(zone.dataset.kind || "") + "&modified=" + (file.lastModified || 0);
        try {
          const answer = await fetch(address + "/" + drop + query, { method: "PUT", body: file, credentials: "same-origin" });
          const told = await answer.json();
          if (!answer.ok) troubles.push(name + "：" + told.told);
          else if (told.said) said.push(told.said);
        } catch (error) {
          troubles.push(name + "：没有读到，可能被移走或正被打开");
        }
        if (bar) bar.value += 1;
        tell("正在传 " + next + "/" + files.length);
      }
    }
    await Promise.all([one(), one(), one(), one()]);
    return { drop, troubles, said };
  }

  function prepare(zone, carry) {
    const told = zone.querySelector("[data-told]");
    let busy = false;
    const tell = (words, trouble) => { told.textContent = words; told.classList.toggle("trouble", Boolean(trouble)); };
    async function go(getting) {
      if (busy) return;
      busy = true;
      try {
        const files = await getting;
        if (!files.length) tell("里面没有文件", true);
        else await carry(files, tell);
      } catch (error) {
        tell(error instanceof TypeError ? "工作台没有回答，可能已经停止" : error.message, true);
      }
      busy = false;
    }
    zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
    zone.addEventListener("dragleave", () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      event.stopPropagation();
      zone.classList.remove("over");
      go(dropped(event.dataTransfer));
    });
    for (const input of zone.querySelectorAll("[data-pick]"))
      input.addEventListener("change", () => { const files = picked(input); input.value = ""; if (files.length) go(files); });
    return tell;
  }

  for (const zone of document.querySelectorAll("[data-drop]"))
    prepare(zone, async (files, tell) => {
      const { drop, troubles } = await send(zone, zone.dataset.drop, files, tell);
      if (troubles.length === files.length) return tell(troubles.slice(0, 20).join("\n"), true);
      const answer = await post(zone.dataset.drop + "/" + drop + "/" + (zone.dataset.then || "take"));
      const done = await answer.json().catch(() => ({ told: "没有办成，请刷新这一页再试" }));
      if (!answer.ok) return tell(done.told, true);
      if (troubles.length) alert("有 " + troubles.length + " 个文件没有收下：\n" + troubles.slice(0, 20).join("\n"));
      location.href = done.next;
    });

  for (const zone of document.querySelectorAll("[data-attach]"))
    prepare(zone, async (files, tell) => {
      const { drop, troubles, said } = await send(zone, zone.dataset.attach, files, tell);
      const field = zone.querySelector("input[type=hidden]");
      field.value = troubles.length ? "" : drop;
      if (troubles.length) tell(troubles.slice(0, 20).join("\n"), true);
      else tell(files.length > 1 ? "已收到 " + files.length + " 个文件" : said.join("\n") || "已收到 " + files[0][0]);
    });

  // A file that misses its place must not replace the page.
  for (const kind of ["dragover", "drop"])
    addEventListener(kind, (event) => { if (event.dataTransfer && [...event.dataTransfer.types].includes("Files")) event.preventDefault(); });

  for (const form of document.querySelectorAll("form")) {
    form.addEventListener("submit", (event) => {
      const lacking = [...form.querySelectorAll("[data-required]")].find((field) => !field.value);
      if (lacking) {
        event.preventDefault();
        const told = lacking.closest("[data-attach]").querySelector("[data-told]");
        told.textContent = lacking.dataset.required;
        told.classList.add("trouble");
        told.scrollIntoView({ block: "center" });
        return;
      }
      if (form.method === "post") setTimeout(() => { for (const one of form.querySelectorAll("button")) one.disabled = true; });
    });
  }
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const one of document.querySelectorAll("form button")) one.disabled = false;
  });

  // A piece of work, while it goes on.
  const work = document.querySelector("[data-work]");
  if (work) {
    const bar = work.querySelector("progress"), words = work.querySelector("[data-words]"), list = work.querySelector("[data-notices]");
    const look = async () => {
      try {
        const now = await (await fetch(work.dataset.work, { credentials: "same-origin" })).json();
        if (now.next) return location.replace(now.next);
        if (now.total) { bar.max = now.total; bar.value = now.done; }
        else bar.removeAttribute("value");
        words.textContent = now.state === "waiting" ? "排在前面的还没有做完，请等一等" : now.total ? "已读 " + now.done + "/" + now.total : "正在进行";
        list.replaceChildren(...now.notices.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
      } catch (error) { alive(); }
      setTimeout(look, 400);
    };
    look();
  }

  // Back to the form, with what was written in it.
  for (const back of document.querySelectorAll("[data-back]"))
    back.addEventListener("click", (event) => {
      if (history.length < 2 || !document.referrer.startsWith(location.origin)) return;
      event.preventDefault();
      history.back();
    });

  // A figure in the table goes into the form to correct it.
  const correct = document.querySelector("[data-correct]");
  if (correct)
    for (const cell of document.querySelectorAll("td[data-field]"))
      cell.addEventListener("click", (event) => {
        const mark = event.target.closest("a");
        correct.elements.field.value = cell.dataset.field;
        for (const one of document.querySelectorAll("td.picked")) one.classList.remove("picked");
        cell.classList.add("picked");
        if (mark) return; // which leads to what is told there
        correct.scrollIntoView({ block: "nearest" });
        correct.elements.value.focus({ preventScroll: true });
      });

  for (const button of document.querySelectorAll("[data-copy]"))
    button.addEventListener("click", async () => {
      const letter = button.parentElement.querySelector(".letter");
      try {
        await navigator.clipboard.writeText(letter.textContent);
        button.textContent = "已复制";
      } catch (error) {
        getSelection().selectAllChildren(letter);
        button.textContent = document.execCommand("copy") ? "已复制" : "请按 Ctrl+C 复制";
      }
    });
})();
