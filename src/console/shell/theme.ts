/** Light or dark: as the system says, live, unless the reader chose one. */

export const THEMES = [
  { name: 'system', title: 'As the system' },
  { name: 'light', title: 'Light' },
  { name: 'dark', title: 'Dark' },
] as const;

export type ThemeName = (typeof THEMES)[number]['name'];

const KEY = 'isthmus.theme';
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

export function chosenTheme(): ThemeName {
  const kept = localStorage.getItem(KEY);
  return THEMES.find(({ name }) => name === kept)?.name ?? 'system';
}

export function chooseTheme(name: ThemeName): void {
  localStorage.setItem(KEY, name);
  applyTheme();
}

function applyTheme(): void {
  const chosen = chosenTheme();
  const isDark = chosen === 'dark' || (chosen === 'system' && systemIsDark.matches);
  document.documentElement.classList.toggle('pf-v6-theme-dark', isDark);
}

export function followTheme(): void {
  applyTheme();
  systemIsDark.addEventListener('change', applyTheme);
}
