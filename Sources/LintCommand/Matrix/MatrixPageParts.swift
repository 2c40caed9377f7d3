/// The style sheet and the script of `MatrixPage`: they hold nothing that comes from input.
enum MatrixPageParts {
  /// The style sheet: light, dark and print; no font or picture from elsewhere.
  static let style = """
    :root { --page: #fff; --text: #1b1f24; --faint: #59636e; --line: #d1d9e0; --head: #f3f5f7;
      --good: #dff5e3; --good-text: #14532d; --warning: #fff0c2; --warning-text: #6b4700;
      --bad: #ffd9d6; --bad-text: #8a0f0f; --unknown: #e3e8ef; --unknown-text: #374151; }
    @media (prefers-color-scheme: dark) {
      :root { --page: #14181d; --text: #e6e9ed; --faint: #9aa5b1; --line: #39424d; --head: #20262d;
        --good: #16351f; --good-text: #a6e9b8; --warning: #453400; --warning-text: #ffdf8a;
        --bad: #551a1a; --bad-text: #ffc4be; --unknown: #2b333d; --unknown-text: #c5ced9; }
    }
    * { box-sizing: border-box; }
    body { margin: 0; padding: 1.25rem; background: var(--page); color: var(--text);
      font: 0.9375rem/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
    header, footer, .problems { max-width: 60rem; }
    h1 { margin: 0 0 0.5rem; font-size: 1.5rem; }
    h2 { margin: 2rem 0 0.5rem; font-size: 1.125rem; }
    h3 { margin: 0 0 0.5rem; font-size: 1rem; }
    h4 { margin: 0.75rem 0 0.25rem; font-size: 0.875rem; }
    p { margin: 0.25rem 0 0.5rem; }
    code { color: var(--faint); font: 0.8125rem ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
    .meaning, small { color: var(--faint); }
    .total { margin-top: 1rem; font-size: 1.125rem; font-weight: 600; }
    .legend { margin: 0; padding: 0; list-style: none; }
    .legend li { margin: 0.25rem 0; }
    .problems ul { padding-left: 0; list-style: none; }
    .problems li { margin: 0.5rem 0; }
    .word { display: inline-block; padding: 0 0.4em; border-radius: 0.25rem; font-weight: 600; white-space: nowrap; }
    .good { background: var(--good); color: var(--good-text); }
    .warning { background: var(--warning); color: var(--warning-text); }
    .bad { background: var(--bad); color: var(--bad-text); }
    .unknown { background: var(--unknown); color: var(--unknown-text); }
    form { display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; align-items: center; margin: 1rem 0 0; }
    form[hidden] { display: none; }
    select, input { font: inherit; padding: 0.15rem 0.4rem; color: inherit; background: var(--page);
      border: 1px solid var(--line); border-radius: 0.25rem; }
    table { border-collapse: separate; border-spacing: 0; border-top: 1px solid var(--line);
      border-left: 1px solid var(--line); }
    th, td { padding: 0.3rem 0.6rem; border-right: 1px solid var(--line); border-bottom: 1px solid var(--line);
      text-align: left; white-space: nowrap; vertical-align: top; }
    th { background: var(--head); font-weight: 600; }
    th small { font-weight: 400; }
    thead th { position: sticky; top: 0; z-index: 1; vertical-align: bottom; }
    thead small { display: block; }
    tbody th { position: sticky; left: 0; }
    thead .corner { left: 0; z-index: 2; font-weight: 400; color: var(--faint); }
    tbody th div { display: flex; gap: 0.75rem; font-weight: 400; }
    tbody th span:first-child { min-width: 3rem; font-weight: 600; }
    tbody th small { margin-left: auto; }
    td.none { background: none; }
    td.dim { opacity: 0.25; }
    td small { color: inherit; }
    summary { cursor: pointer; list-style: none; text-decoration: underline dotted; text-underline-offset: 0.2em; }
    summary::-webkit-details-marker { display: none; }
    summary:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
    details[open] > summary { font-weight: 700; text-decoration-style: solid; }
    .route { position: fixed; left: 0; right: 0; bottom: 0; z-index: 3; max-height: 55vh; overflow: auto;
      padding: 0.75rem 1.25rem 1.25rem; white-space: normal; color: var(--text); background: var(--page);
      border-top: 2px solid var(--faint); box-shadow: 0 -0.5rem 1.5rem rgb(0 0 0 / 25%); }
    .route > * { max-width: 70rem; }
    .route ol { margin: 0; padding-left: 1.75rem; }
    .route hr { margin: 0.75rem 0; border: 0; border-top: 1px solid var(--line); }
    .route dl { display: flex; flex-wrap: wrap; gap: 0.25rem 1.75rem; margin: 0.5rem 0; }
    .route dt { color: var(--faint); font-size: 0.8125rem; }
    .route dd { margin: 0; }
    body:has(details[open]) { padding-bottom: 58vh; }
    @media (max-width: 40rem) {
      body { padding: 0.75rem; }
      tbody th, thead .corner { min-width: 9rem; max-width: 45vw; white-space: normal; overflow-wrap: break-word; }
      tbody th div { flex-wrap: wrap; gap: 0 0.5rem; }
      tbody th small { margin-left: 0; }
    }
    @media print {
      :root { --page: #fff; --text: #000; --faint: #444; --line: #999; --head: #eee;
        --good: #dff5e3; --good-text: #14532d; --warning: #fff0c2; --warning-text: #6b4700;
        --bad: #ffd9d6; --bad-text: #8a0f0f; --unknown: #e3e8ef; --unknown-text: #374151; }
      body { padding: 0; font-size: 9pt; }
      body:has(details[open]) { padding-bottom: 0; }
      form, .route { display: none !important; }
      th, td { padding: 0.15rem 0.35rem; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      thead th, tbody th { position: static; }
      tr, .problems li { break-inside: avoid; }
      h2 { break-after: avoid; }
      .word { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      summary { text-decoration: none; }
    }
    """

  /// The script: the filter by word and by the text of a row, and Escape, which closes what is open.
  static let script = """
    (() => {
      const form = document.getElementById("filter");
      const word = document.getElementById("word");
      const text = document.getElementById("text");
      const rows = [...document.querySelectorAll("tbody tr")].map((row) => ({
        row, name: row.querySelector("th").textContent.toLowerCase(),
        title: row.closest("section").querySelector("h2").textContent.toLowerCase(),
      }));
      const apply = () => {
        const wanted = text.value.trim().toLowerCase();
        let shown = 0;
        for (const { row, name, title } of rows) {
          let found = word.value === "";
          for (const cell of row.querySelectorAll("td[data-word]")) {
            const fits = word.value === "" || cell.dataset.word === word.value;
            cell.classList.toggle("dim", !fits);
            found = found || fits;
          }
          row.hidden = !found || !(name.includes(wanted) || title.includes(wanted));
          if (!row.hidden) shown += 1;
        }
        for (const section of document.querySelectorAll(".matrix")) {
          section.hidden = !section.querySelector("tbody tr:not([hidden])");
        }
        document.getElementById("shown").textContent = `${shown} of ${rows.length} rows`;
      };
      form.addEventListener("input", apply);
      form.addEventListener("submit", (event) => event.preventDefault());
      document.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        for (const open of document.querySelectorAll("details[open]")) open.open = false;
      });
      form.hidden = false;
      apply();
    })();
    """
}
