/** The characters of our own texts, and of quotations in the messages of the client. */
const replacements: Readonly<Record<string, string>> = {
  ...{ '“': '"', '”': '"', '„': '"', '‘': "'", '’': "'" },
  ...{ '…': '...', '•': '*', '·': '|', '–': '-', '—': '-' },
};

/** Replaces typographic characters by those of ASCII. Other characters, as in an id, are kept. */
export const toAscii = (text: string): string =>
  text.replace(/[“”„‘’…•·–—]/g, (character) => replacements[character]!);
