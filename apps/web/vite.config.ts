import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // The development server passes calls on to a running Midstream.
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/health': 'http://127.0.0.1:3000' } },
  build: {
    target: 'es2023',
    // Fonts come in many small files that a page asks for only as it needs them; written into the style sheet they would all load.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
  },
});
