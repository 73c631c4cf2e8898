// Runs before the page is drawn, so that what only a script can use appears without a jump.
document.documentElement.classList.add("has-script");
