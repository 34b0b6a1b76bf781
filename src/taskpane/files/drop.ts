import type { Store } from '../model/store.ts';

const hasFiles = (e: DragEvent): boolean => e.dataTransfer?.types.includes('Files') ?? false;

/** Files dropped anywhere on the pane; without this a web view would leave the pane and show the file. */
export function listenForDrops(store: Store, take: (files: readonly File[]) => void): void {
  const hold = (e: DragEvent) => {
    if (!hasFiles(e)) return;
    e.preventDefault();
    e.dataTransfer!.dropEffect = 'copy';
    if (!store.get().dropping) store.set({ dropping: true });
  };
  const release = () => store.set((s) => (s.dropping ? { ...s, dropping: false } : s));
  document.addEventListener('dragenter', hold);
  document.addEventListener('dragover', hold);
  document.addEventListener('dragleave', (e) => {
    // It left the page, not one element for another.
    if (e.relatedTarget === null) release();
  });
  document.addEventListener('drop', (e) => {
    release();
    if (!hasFiles(e)) return;
    e.preventDefault();
    take([...e.dataTransfer!.files]);
  });
}
