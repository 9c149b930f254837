import { isObject, pointerTo } from '@batch-status/json-schema';

import { membersAt, type Contract, type Derivation } from '../contract.ts';
import { headersAt, type DeclaredHeader } from './declared-response.ts';

/** How a contract wants a field of a form to be written. */
export interface DeclaredEncoding {
  name: string;
  /** Empty if the contract does not say. */
  contentTypes: readonly string[];
  /** Present if the field is written like a parameter. Then its media type does not count. */
  style?: { style: string; explode: boolean };
  headers: readonly DeclaredHeader[];
  pointer: string;
}

const foundEncodings: Derivation<Map<string, DeclaredEncoding[]>> = { compute: () => new Map() };

/** @param media The pointer to a media type of the contract. */
export function declaredEncodings(contract: Contract, media: string): readonly DeclaredEncoding[] {
  const found = contract.derive(foundEncodings);
  let encodings = found.get(media);
  if (!encodings) found.set(media, (encodings = encodingsAt(contract, media)));
  return encodings;
}

function encodingsAt(contract: Contract, media: string): DeclaredEncoding[] {
  const all = pointerTo(contract.resolve(media).pointer, 'encoding');
  return membersAt(contract, all).flatMap(([name, at]) => {
    const { value, pointer } = contract.resolve(at);
    if (!isObject(value)) return [];
    const { contentType, style, explode, allowReserved } = value;
    const isStyled = [style, explode, allowReserved].some((one) => one !== undefined);
    const written = typeof style === 'string' ? style : 'form';
    return [
      {
        name,
        contentTypes: typeof contentType === 'string' ? contentType.split(/\s*,\s*/) : [],
        ...(isStyled
          ? {
              style: {
                style: written,
                explode: typeof explode === 'boolean' ? explode : written === 'form',
              },
            }
          : {}),
        headers: headersAt(contract, pointerTo(pointer, 'headers')),
        pointer,
      },
    ];
  });
}
