/** What schemas say to people, or to tools other than validators. */
const words = new Set([
  'contentEncoding',
  'contentMediaType',
  'contentSchema',
  'default',
  'deprecated',
  'description',
  'discriminator',
  'example',
  'examples',
  'externalDocs',
  'readOnly',
  'summary',
  'title',
  'writeOnly',
  'xml',
]);

/** What names schemas, holds them for references, or is about the file. */
const names = new Set([
  '$anchor',
  '$comment',
  '$defs',
  '$dynamicAnchor',
  '$id',
  '$schema',
  '$vocabulary',
  'definitions',
]);

/** Whether a keyword says something to people, or to tools other than validators. */
export function isWording(key: string): boolean {
  return words.has(key) || (key.startsWith('x-') && key !== 'x-validations');
}

/** Whether a keyword restricts nothing. */
export function isAnnotation(key: string): boolean {
  return isWording(key) || names.has(key);
}
