import type { Reflection } from 'typedoc';
import { MemberRouter } from 'typedoc-plugin-markdown';

import { apiPath } from './api-path.ts';

/** Puts the page of a name below that of its entry. */
export class ApiRouter extends MemberRouter {
  override getIdealBaseName(reflection: Reflection): string {
    return apiPath(reflection);
  }
}
