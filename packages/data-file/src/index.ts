export { DataFileError, openDataFile, type DataFileFormat } from './open-data-file.ts';
