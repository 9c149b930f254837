export { close } from './close.ts';
export { isEveryAddress, listen, urlOf, type Address } from './listen.ts';
