import '@fontsource-variable/noto-sans-tc/index.css';
import '@fontsource-variable/noto-sans-sc/index.css';
import './ui/tokens.css';
import './ui/ui.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { isRefusal } from './data/client.ts';
import { preloadBoard } from './data/preload.ts';
import { SpeechProvider } from './i18n/language.tsx';

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 30_000, retry: (count, error) => count < 2 && !isRefusal(error) } },
});

preloadBoard(queries);

const root = document.getElementById('app');
if (root === null) throw new Error('index.html has lost its #app');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <SpeechProvider>
        <App />
      </SpeechProvider>
    </QueryClientProvider>
  </StrictMode>,
);
