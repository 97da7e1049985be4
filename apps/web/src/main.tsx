import './ui/tokens.css';
import './ui/ui.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { preloadBoard } from './data/preload.ts';
import { newQueries } from './data/queries.ts';
import { askBeforeLeaving } from './data/unsaved.ts';
import { firstLanguage, SpeechProvider } from './i18n/language.tsx';
import { loadLanguage } from './i18n/load-language.ts';

const queries = newQueries();

const spoken = loadLanguage(firstLanguage());
preloadBoard(queries);
askBeforeLeaving();

const root = document.getElementById('app');
if (root === null) throw new Error('index.html has lost its #app');
await spoken;
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <SpeechProvider>
        <App />
      </SpeechProvider>
    </QueryClientProvider>
  </StrictMode>,
);
