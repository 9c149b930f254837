import { byName } from './by-name.ts';
import type { Respond } from './respond.ts';

const redirect =
  (status: number, locationOf: (origin: string, id: string) => string | undefined): Respond =>
  (response, _nth, request) => {
    const { port } = new URL(`http://${request.headers.host}`);
    const [id = ''] = /[^/]+(?=\/status$)/.exec(request.url ?? '') ?? [];
    const location = locationOf(`http://localhost:${port}`, id);
    response.writeHead(status, location === undefined ? {} : { location }).end();
  };

const toOtherOrigin = (origin: string, id: string): string => `${origin}/stolen?${id}`;

/** Redirects with each status, and to several targets. `/stolen?<id>` notes what follows them. */
export const redirectFaults = {
  redirect: redirect(307, toOtherOrigin),
  ...byName(
    [301, 302, 303, 308],
    (status) => `redirect-${status}` as const,
    (status) => redirect(status, toOtherOrigin),
  ),
  'redirect-to-the-same-origin': redirect(302, (_origin, id) => `/stolen?${id}`),
  'redirect-without-target': redirect(302, () => undefined),
  'redirect-to-no-url': redirect(302, () => 'http://['),
  'redirect-to-another-scheme': redirect(302, () => 'data:application/json,{}'),
  'redirect-300': redirect(300, () => undefined),
};
