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

// Redoc puts open menus and dialogs at the end of the page, where Tab reaches them last.
let opener;

new MutationObserver((changes) => {
  const added = changes
    .flatMap(({ addedNodes }) => [...addedNodes])
    .find((node) => node instanceof HTMLElement);
  const menu = added?.querySelector('[role="menu"]');
  const dialog = added?.querySelector(
    ':scope > [tabindex="0"], :scope[data-testid="search-dialog"] > div',
  );
  if (menu || dialog) {
    if (!added.contains(document.activeElement)) opener = document.activeElement;
    if (menu) openMenu(menu);
    else openDialog(dialog);
  } else if (opener && document.activeElement === document.body) {
    opener.focus({ preventScroll: true });
  }
}).observe(document.body, { childList: true });

function openDialog(dialog) {
  const isSearch = dialog.querySelector('input') !== null;
  const title = dialog.querySelector('[data-component-name="Typography/Typography"]');
  dialog.setAttribute('role', 'dialog');
  dialog.setAttribute('aria-modal', 'true');
  dialog.setAttribute('aria-label', isSearch ? 'Search' : (title?.textContent ?? 'Details'));
  const nameButtons = () => {
    for (const button of dialog.querySelectorAll('button:not([aria-label])')) {
      if (button.textContent.trim() !== '') continue;
      button.setAttribute('aria-label', isSearch ? 'Clear' : 'Close');
    }
  };
  nameButtons();
  new MutationObserver(nameButtons).observe(dialog, { childList: true, subtree: true });
  if (!dialog.contains(document.activeElement)) dialog.focus({ preventScroll: true });
}

function openMenu(menu) {
  itemsOf(menu)[0]?.focus({ preventScroll: true });
  menu.addEventListener('keydown', (event) => moveInMenu(menu, event));
}

function itemsOf(menu) {
  return [...menu.querySelectorAll('[role="menuitem"]')];
}

function moveInMenu(menu, event) {
  const { key } = event;
  const items = itemsOf(menu);
  const at = items.indexOf(document.activeElement);
  const places = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  if (key in places) {
    items.at(places[key] % items.length).focus({ preventScroll: true });
  } else if (key === 'Escape' || key === 'Tab') {
    closeMenu(menu);
  } else {
    // Redoc selects an item by keys, but keeps the menu open. It does so after this event.
    if (key === 'Enter' || key === ' ') setTimeout(closeMenu, 0, menu);
    return;
  }
  event.preventDefault();
}

function closeMenu(menu) {
  if (menu.isConnected) opener.click();
  opener.focus({ preventScroll: true });
}

// A fragment would be a route to Redoc.
document.getElementById('skip').addEventListener('click', (event) => {
  event.preventDefault();
  const main = root.querySelector('main');
  main.tabIndex = -1;
  main.focus();
});
