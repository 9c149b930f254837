/** What the command needs after its options, as one file of the bundle: each file takes time to find and open. */
export { formats } from '../../reports/formats.ts';
export { accepting } from './accepting.ts';
export { verify } from './verify.ts';
