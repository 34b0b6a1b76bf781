/** Keys that mean the same everywhere in the pane. */

const fieldsInSight = (): HTMLInputElement[] =>
  [...document.querySelectorAll<HTMLInputElement>('.entry input')].filter((field) => field.offsetParent);

/** Enter goes to the next field as in a column of cells, with Shift back; with Ctrl or ⌘ it is the primary button. */
export function onEnter(e: KeyboardEvent): void {
  if (e.key !== 'Enter' || e.isComposing || e.altKey || e.defaultPrevented) return;
  if (e.ctrlKey || e.metaKey) {
    const primary = document.querySelector<HTMLButtonElement>('footer .primary');
    if (!primary) return;
    e.preventDefault();
    return primary.click();
  }
  const fields = fieldsInSight();
  const at = fields.indexOf(e.target as HTMLInputElement);
  const next = at < 0 ? undefined : fields[at + (e.shiftKey ? -1 : 1)];
  next?.focus();
  next?.select();
}
