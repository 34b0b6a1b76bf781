import './preview.css';
import { label, startingLanguage } from './language.ts';

const language = startingLanguage();
label(language);
void import('./page.ts').then(({ Page }) => Page.open(language));
