export { close } from './close.ts';
export { listen, urlOf, type Address } from './listen.ts';
