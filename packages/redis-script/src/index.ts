export { Script } from './script.ts';
