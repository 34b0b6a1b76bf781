/** How a web view saves a file. */

/** Excel for Mac shows the pane in a web view that saves nothing; the browser does, by addresses that need no token. */
export function needsBrowser(): boolean {
  // The pane also opens in a browser, where there is no Office or only its name.
  if (typeof Office === 'undefined' || !Office.context?.requirements) return false;
  const { platform, requirements } = Office.context;
  return platform === Office.PlatformType.Mac && requirements.isSetSupported('OpenBrowserWindowApi', '1.1');
}

export const openInBrowser = (address: string): void =>
  Office.context.ui.openBrowserWindow(new URL(address, location.href).href);

/** A link that answers with a file under its own name. */
export function saveFrom(address: string): void {
  if (needsBrowser()) return openInBrowser(address);
  press(address, '');
}

const KEPT_MS = 60_000;

export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  press(address, name);
  // The web view may begin to read it only after the user has chosen a folder.
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}

function press(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  // It is no click of the user's, which would close the menu.
  link.addEventListener('click', (e) => e.stopPropagation());
  document.body.append(link);
  link.click();
  link.remove();
}

/** The name an answer offers, in UTF-8 where it has one; null where it has none. */
export function nameIn(reply: Response): string | null {
  const header = reply.headers.get('Content-Disposition') ?? '';
  const wide = /filename\*=UTF-8''([^;]+)/i.exec(header)?.[1];
  if (wide === undefined) return /filename="([^"]+)"/i.exec(header)?.[1] ?? null;
  try {
    return decodeURIComponent(wide);
  } catch {
    return null;
  }
}
