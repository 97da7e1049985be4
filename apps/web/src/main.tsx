import './ui/tokens.css';
import './ui/ui.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { isRefusal } from './data/client.ts';
import { preloadBoard } from './data/preload.ts';
import { firstLanguage, SpeechProvider } from './i18n/language.tsx';
import { loadLanguage } from './i18n/load-language.ts';

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 30_000, retry: (count, error) => count < 2 && !isRefusal(error) } },
});

const spoken = loadLanguage(firstLanguage());
preloadBoard(queries);

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
