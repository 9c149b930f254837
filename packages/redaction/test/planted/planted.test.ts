import { forms } from './forms.ts';
import { testForms } from './planted-suite.ts';

// The forms of one kind follow each other, so every seventh shows each kind.
testForms(forms.filter((_, at) => at % 7 === 0));
