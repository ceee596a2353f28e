// Sets the colour scheme before the first paint, so that a dark screen never flashes white.
(function () {
  var choice = null;
  try {
    choice = window.localStorage.getItem('aiops.colorScheme');
  } catch {
    choice = null;
  }
  var dark =
    choice === 'dark' ||
    (choice !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
