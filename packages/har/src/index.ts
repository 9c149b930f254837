export { FileError } from './file-error.ts';
export { entriesFrom, type EntryGroup } from './read/entry-groups.ts';
export type { HeaderNames } from './read/exchange-outline.ts';
export { HarReader } from './read/har-reader.ts';
export { readHar, type ReadOptions } from './read/read-har.ts';
export { harEntryOf, type HarEntry } from './write/har-entry-of.ts';
export type { NameValue, RecordedContent, RecordedEntry } from './write/recorded-entry.ts';
export { headerValue } from './write/header-value.ts';
export { RecordingFile } from './write/recording-file.ts';
