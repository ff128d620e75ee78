'use strict';

// Everything works without this. It shows a test or a download while it goes on, and copies details.

const PAUSE_MS = 300;
const REGIONS = ['status', 'result', 'models'];
const FIELDS = ['ollama', 'photos'];
let patience = 10;

function prepare(root) {
  for (const field of root.querySelectorAll('input[name=live]')) {
    field.value = 'yes';
  }
  for (const button of root.querySelectorAll('button[data-copy]')) {
    button.hidden = !navigator.clipboard;
  }
}

async function refresh() {
  if (!document.querySelector('[data-refresh]')) {
    return;
  }
  try {
    const answer = await fetch(location.pathname, {redirect: 'error', cache: 'no-store'});
    if (answer.ok) {
      show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
      patience = 10;
    } else {
      patience--;
    }
  } catch (failure) {
    patience--;
  }
  if (patience > 0) {
    setTimeout(refresh, PAUSE_MS);
  }
}

// What is in a field is its reader's; whether it is wrong is ours. The regions stay, since screen readers listen to them; what has not changed is left alone.
function show(page) {
  for (const id of FIELDS) {
    const now = document.getElementById(id);
    const next = page.getElementById(id);
    for (const name of now && next ? ['aria-invalid', 'aria-describedby'] : []) {
      if (next.hasAttribute(name)) {
        now.setAttribute(name, next.getAttribute(name));
      } else {
        now.removeAttribute(name);
      }
    }
  }
  for (const id of REGIONS) {
    const now = document.getElementById(id);
    const next = page.getElementById(id);
    if (!now || !next || now.innerHTML === next.innerHTML) {
      continue;
    }
    const focused = document.activeElement;
    const hadFocus = now.contains(focused);
    const model = now.querySelector('#model');
    now.replaceChildren(...next.childNodes);
    prepare(now);
    keep(model, now);
    if (hadFocus) {
      (focused.isConnected ? focused : now.querySelector('[tabindex="-1"]'))?.focus();
    }
  }
}

// The field itself, with its caret: somebody may be typing the name of a model.
function keep(field, region) {
  const next = region.querySelector('#model');
  if (field && next) {
    next.replaceWith(field);
    const other = region.querySelector('#model-other');
    if (other && field.value !== field.defaultValue) {
      other.checked = true;
    }
  }
}

document.addEventListener('click', async event => {
  const button = event.target.closest('button[data-copy]');
  if (button) {
    await navigator.clipboard.writeText(button.parentElement.querySelector('pre').textContent);
    button.textContent = button.dataset.copy;
  }
});

prepare(document);
setTimeout(refresh, PAUSE_MS);
