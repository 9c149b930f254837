import type { Contract, Derivation } from '../contract/contract.ts';
import type { DeclaredContent, DeclaredResponse } from '../contract/operation/declared-response.ts';
import { declaredFor, isJson, mediaTypeOf } from '../exchange/media-type.ts';

/** What the content type of a response means for a declared response. */
export interface SentContent {
  /** `type/subtype`; `undefined` if the response has no valid content type. */
  mediaType: string | undefined;
  isJson: boolean;
  declared: DeclaredContent | undefined;
}

type ByContentType = Map<string, SentContent>;

/** By the pointer to the response. */
const sentContents: Derivation<Map<string, ByContentType>> = {
  compute: () => new Map(),
};

/** A server uses few content types, but a recording can hold any number of them. */
const mostRemembered = 100;

export function sentContent(
  contract: Contract,
  response: DeclaredResponse,
  contentType: string,
): SentContent {
  const contents = contract.derive(sentContents);
  let remembered = contents.get(response.pointer);
  if (!remembered) contents.set(response.pointer, (remembered = new Map()));
  const before = remembered.get(contentType);
  if (before) return before;
  const content = {
    mediaType: mediaTypeOf(contentType),
    isJson: isJson(contentType),
    declared: declaredFor(response.content, contentType),
  };
  if (remembered.size < mostRemembered) remembered.set(contentType, content);
  return content;
}
