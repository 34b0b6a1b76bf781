import './preview.css';
import './buttons.css';
import './charts.css';
import './grid.css';
import { label, startingLanguage } from './language.ts';

const language = startingLanguage();
label(language);
void import('./page.ts').then(({ Page }) => Page.open(language));
