// A button that prints the page. Without script the browser's own menu does it, and the button is not shown.
export function startPrint() {
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-print]')) window.print();
  });
}
