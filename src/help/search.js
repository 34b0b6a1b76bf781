// The search of the help: looks for every word, anywhere, in the sections of this language.
const form = document.querySelector('form.search');
const input = form.querySelector('input');
const status = form.querySelector('[role=status]');
const list = form.querySelector('ol');
const SHOWN = 20;
const BEFORE = 40;
const AFTER = 100;

/** Full-width letters and digits are found as half-width ones. */
const plain = (text) => text.normalize('NFKC').toLowerCase();

let sections;
const load = () =>
  (sections ??= fetch(form.dataset.index)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer)))
    .then((all) =>
      all.map((s) => ({ ...s, inTitle: plain(s.title), inText: plain(`${s.title} ${s.text}`) })),
    ));

function find(all, words) {
  const rank = ({ inTitle }) => words.filter((word) => inTitle.includes(word)).length;
  return all
    .filter(({ inText }) => words.every((word) => inText.includes(word)))
    .map((section) => ({ section, rank: rank(section) }))
    .sort((a, b) => b.rank - a.rank)
    .map(({ section }) => section);
}

/** Some words around the first that was found. */
function excerpt({ text }, words) {
  const at = Math.max(0, Math.min(...words.map((w) => plain(text).indexOf(w)).filter((i) => i >= 0)));
  const from = Number.isFinite(at) ? Math.max(0, at - BEFORE) : 0;
  const part = text.slice(from, from + BEFORE + AFTER);
  return `${from > 0 ? '…' : ''}${part}${from + part.length < text.length ? '…' : ''}`;
}

function item(section, words) {
  const link = document.createElement('a');
  link.href = section.href;
  link.textContent =
    section.title === section.chapter ? section.title : `${section.chapter} · ${section.title}`;
  const passage = document.createElement('small');
  passage.textContent = excerpt(section, words);
  const line = document.createElement('li');
  line.append(link, passage);
  return line;
}

function tell(found, written) {
  const { one, many, some, none } = form.dataset;
  const pattern = found.length === 0 ? none : found.length === 1 ? one : found.length > SHOWN ? some : many;
  status.textContent = pattern
    .replace('{n}', found.length)
    .replace('{shown}', SHOWN)
    .replace('{words}', written);
}

async function search() {
  const written = input.value.trim();
  const words = plain(written).split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    status.textContent = '';
    return list.replaceChildren();
  }
  try {
    const all = await load();
    if (input.value.trim() !== written) return;
    const found = find(all, words);
    tell(found, written);
    list.replaceChildren(...found.slice(0, SHOWN).map((section) => item(section, words)));
  } catch {
    sections = undefined;
    status.textContent = form.dataset.failed;
  }
}

form.hidden = false;
input.addEventListener('focus', () => void load().catch(() => (sections = undefined)));
input.addEventListener('input', search);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  list.querySelector('a')?.click();
});
form.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  input.value = '';
  void search();
});
list.addEventListener('click', () => {
  input.value = '';
  setTimeout(search);
});
