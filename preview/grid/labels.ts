/** What the library's parts are called for those who do not see them; it gives most of them no name. */
export interface PartNames {
  readonly cells: string;
  readonly nameBox: string;
  readonly namesList: string;
  readonly cellEditor: string;
  readonly formulaBar: string;
  readonly largerFormulaBar: string;
  readonly addSheet: string;
}

const parts: readonly (readonly [selector: string, name: keyof PartNames, role: string | null])[] = [
  ['canvas[id^=univer-sheet-main-canvas]', 'cells', 'application'],
  ['[data-u-comp=defined-name] input', 'nameBox', null],
  ['[data-u-comp=defined-name] a', 'namesList', 'button'],
  ['[data-u-comp=formula-bar] button', 'largerFormulaBar', null],
  ['[data-u-comp=formula-bar] canvas', 'formulaBar', 'img'],
  ['canvas#univer-doc-main-canvas', 'cellEditor', 'img'],
  ['[id^=__editor_][id$=DOCS_NORMAL]', 'cellEditor', 'textbox'],
  ['[id^=__editor_][id$=DOCS_FORMULA_BAR]', 'formulaBar', 'textbox'],
  ['[data-u-comp=sheet-bar-append-button]', 'addSheet', null],
];

/** Names the parts, and those that take their place later, until the returned function is called. */
export function nameParts(names: PartNames): () => void {
  const name = () => {
    for (const [selector, key, role] of parts)
      for (const part of document.querySelectorAll(selector)) {
        if (part.id === 'univer-doc-main-canvas' && key === 'cellEditor' && part.ariaLabel) continue;
        part.ariaLabel = names[key];
        if (role) part.role = role;
        // A number of its own would come before everything else of the page.
        if (Number(part.getAttribute('tabindex')) > 0) part.setAttribute('tabindex', '0');
      }
  };
  name();
  const observer = new MutationObserver(name);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    observer.disconnect();
    for (const canvas of document.querySelectorAll('canvas#univer-doc-main-canvas'))
      canvas.removeAttribute('aria-label');
  };
}
