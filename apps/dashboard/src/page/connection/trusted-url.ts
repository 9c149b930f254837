interface TrustedTypes {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ) => { createScriptURL: (url: string) => URL };
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };

/** The only address that this page runs a script from by itself: that of the worker, of our own build. */
const policy = trustedTypes?.createPolicy('batch-status-worker', {
  createScriptURL: (url) => {
    if (new URL(url).origin !== location.origin) throw new TypeError(`${url} is not ours.`);
    return url;
  },
});

/** Where the policy of the page demands trusted types, the constructor of a worker takes no text. */
export const trustedUrl = (url: string): URL => policy?.createScriptURL(url) ?? new URL(url);
