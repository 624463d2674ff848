/** Follows the system's light or dark setting, live. */

export function followSystemTheme(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => void document.documentElement.classList.toggle('pf-v6-theme-dark', dark.matches);
  apply();
  dark.addEventListener('change', apply);
}
