/** Stands where Excel has Office.js: asks the page around the pane to make the pane's window an add-in's window. */
interface HostWindow {
  readonly previewHost?: { install: (frame: Window) => void };
}

const host = (window.parent as Window & HostWindow).previewHost;
if (!host) throw new Error('This page belongs into the preview workbook: open / instead.');
host.install(window);
