import { forms, moreForms } from './forms.ts';
import { testForms } from './planted-suite.ts';

testForms([...forms, ...moreForms]);
