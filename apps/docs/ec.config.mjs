/** How code is shown. Starlight reads this file, since its settings cannot hold a function. */
export default {
  // Code that is too wide would be a region without a name, or one that no key can scroll.
  defaultProps: { wrap: true },
  shiki: {
    transformers: [
      {
        // Shiki leaves the rest of a line plain after 500 ms, so a busy machine builds another page.
        preprocess(_code, options) {
          options.tokenizeTimeLimit = 0;
        },
      },
    ],
  },
};
