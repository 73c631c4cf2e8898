// A page that answers a form is kept under an address of its own: Back and reload ask for that, and never to send again.
const { lasting } = document.documentElement.dataset;
if (lasting) history.replaceState(history.state, "", lasting);
