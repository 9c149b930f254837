import fc from 'fast-check';

/** A secret that somebody could choose. A shorter one could occur in any text by chance. */
export const secret: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ minLength: 8, maxLength: 40, unit: 'grapheme-ascii' }).map((text) => text.trim()),
    fc.stringMatching(/^sk_live_[A-Za-z0-9]{16,32}$/),
    fc.uuid(),
  )
  .filter((text) => /[A-Za-z0-9]{4}/.test(text) && text.length >= 8 && !text.includes('redacted'));
export const phone: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('+', ''), fc.stringMatching(/^[1-8]\d{6,13}$/))
  .map(([plus, digits]) => plus + digits);
