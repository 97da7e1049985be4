import { useSyncExternalStore } from 'react';

const KEY = 'midstream.theme';
const listeners = new Set<() => void>();

function kept(): 'light' | 'dark' {
  const chosen = localStorage.getItem(KEY);
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

let theme = kept();
document.documentElement.dataset.theme = theme;

function toggle(): void {
  theme = theme === 'dark' ? 'light' : 'dark';
  localStorage.setItem(KEY, theme);
  document.documentElement.dataset.theme = theme;
  for (const listener of listeners) listener();
}

/** Light or dark: as the system says until somebody chooses. */
export function useTheme(): { readonly theme: 'light' | 'dark'; readonly toggle: () => void } {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => theme,
  );
  return { theme: now, toggle };
}
