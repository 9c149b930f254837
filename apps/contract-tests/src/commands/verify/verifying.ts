/** What the command needs after its options, in one file of the bundle: opening each file takes time. */
export { formats } from '../../reports/formats.ts';
export { accepting } from './accepting.ts';
export { verify } from './verify.ts';
