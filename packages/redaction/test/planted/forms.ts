import type { RecordedEntry } from '@batch-status/har';

import { customer, host, key, person, plantedEntry, type Planted } from './message.ts';
import { personalForms } from './personal-forms.ts';
import { phonePlaces } from './phone-places.ts';
import { otherNumbers, phoneTexts } from './phone-texts.ts';
import { secretForms, spellings } from './secret-forms.ts';
import type { Traces } from './traces.ts';

/** A form of a secret: an exchange that contains it. */
export interface Form {
  name: string;
  entry: RecordedEntry;
  /** What can be read in the exchange. */
  planted: Traces;
  /** What must not be readable afterward. */
  hidden: Traces;
}

const inDescribedText = (text: string): Planted => ({
  received: ['application/json', customer({ note: text })],
});

/** Where every spelling of a phone number is tried besides a described text. */
const otherPlaces: Record<string, (text: string) => Planted> = {
  'a described query': (text) => ({
    url: `${host}/customers/c1?note=${encodeURIComponent(text)}`,
  }),
  'a described plain text': (text) => ({ received: ['text/plain', text] }),
  'a described form': (text) => ({
    sent: [
      'application/x-www-form-urlencoded',
      new URLSearchParams({ name: 'Z', note: text }).toString(),
    ],
  }),
};

const number = '5550143';
const token = 'Tok9-aVfK3jQz8Lm';
/** What must not be readable in any exchange. */
const everything: Traces = {
  words: [key, 'quillfeather', 'zoe.quill', token, 'tarrow'],
  numbers: [number, ...Object.values(otherNumbers).map(([, trace]) => trace)],
};

const formsOf = (kind: string, forms: Record<string, Planted>, planted: Traces): Form[] =>
  Object.entries(forms).map(([name, message]) => ({
    name: `${kind}: ${name}`,
    entry: plantedEntry(message),
    planted,
    hidden: everything,
  }));

const inPlace = (texts: Record<string, string>, plant: (text: string) => Planted) =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, plant(text)]));

const spelled = (secret: string): Record<string, string> =>
  Object.fromEntries(Object.entries(spellings).map(([how, spell]) => [how, spell(secret)]));

export const forms: readonly Form[] = [
  ...formsOf('a phone number in a text', inPlace(phoneTexts, inDescribedText), {
    numbers: [number],
  }),
  ...formsOf('a phone number in', phonePlaces, { numbers: [number] }),
  ...Object.entries(otherNumbers).flatMap(([name, [text, trace]]) =>
    formsOf('a phone number', { [name]: inDescribedText(text) }, { numbers: [trace] }),
  ),
  ...formsOf('the key', inPlace(spelled(key), inDescribedText), { words: [key] }),
  ...formsOf('the name', inPlace(spelled(person.name), inDescribedText), {
    words: ['quillfeather'],
  }),
  ...formsOf('a secret', secretForms, { words: [token, key] }),
  ...formsOf('personal data in', personalForms, { words: ['tarrow'] }),
];

/** The same phone numbers in places that only the long tests try. */
export const moreForms: readonly Form[] = Object.entries(otherPlaces).flatMap(([place, plant]) =>
  formsOf(`a phone number in ${place}`, inPlace(phoneTexts, plant), { numbers: [number] }),
);
