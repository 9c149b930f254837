/* Gives parts of Redoc the roles, the names, and the keyboard access that they lack. */
const root = document.getElementById('redoc');

/** What is set once on each element, by a selector without generated class names. */
const repairs = {
  '.menu-content': { role: 'navigation', 'aria-label': 'Reference' },
  '[data-testid="search-trigger"]': { role: 'button', tabindex: '0', 'aria-haspopup': 'dialog' },
  '[data-component-name="icons/HorizontalViewIcon/HorizontalViewIcon"]': {
    role: 'button',
    tabindex: '0',
    'aria-label': 'Samples beside the text',
  },
  '[data-component-name="icons/VerticalViewIcon/VerticalViewIcon"]': {
    role: 'button',
    tabindex: '0',
    'aria-label': 'Samples below the text',
  },
  // Redoc leaves out the third level.
  h4: { 'aria-level': '3' },
  h5: { 'aria-level': '4' },
};

function repair() {
  for (const [selector, attributes] of Object.entries(repairs)) {
    for (const element of root.querySelectorAll(selector)) {
      for (const [name, value] of Object.entries(attributes)) {
        if (element.getAttribute(name) !== value) element.setAttribute(name, value);
      }
    }
  }
  // Its visible text is its name.
  for (const button of root.querySelectorAll('button[aria-label="Example"]')) {
    if (button.textContent.trim() !== '') button.removeAttribute('aria-label');
  }
}

repair();
new MutationObserver(repair).observe(root, { childList: true, subtree: true });

root.addEventListener('keydown', (event) => {
  const { target, key } = event;
  if ((key !== 'Enter' && key !== ' ') || target.localName === 'button') return;
  if (!target.matches(Object.keys(repairs).join()) || target.getAttribute('role') !== 'button') {
    return;
  }
  event.preventDefault();
  target.dispatchEvent(new MouseEvent('click', { bubbles: true }));
});

// A fragment would be a route to Redoc.
document.getElementById('skip').addEventListener('click', (event) => {
  event.preventDefault();
  const main = root.querySelector('main');
  main.tabIndex = -1;
  main.focus();
});
