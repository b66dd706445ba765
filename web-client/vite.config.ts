import { defineConfig } from 'vite'
import { emojiLists } from './build/emoji.ts'
import { firstView } from './build/first-view.ts'

export default defineConfig({
  base: './',
  plugins: [emojiLists(), firstView()],
  // The virtual list is written for React; Preact speaks its language.
  resolve: {
    alias: {
      'react/jsx-runtime': 'preact/jsx-runtime',
      'react-dom': 'preact/compat',
      react: 'preact/compat',
    },
  },
  build: {
    outDir: 'target/classes/web',
    emptyOutDir: true,
    target: 'es2022',
    // Nothing inline: the page is served under a policy that forbids it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // What views on demand share with the page is one file, not a dozen small ones.
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /node_modules.(?:preact|lucide)|src.(?:state|views.(?:parts|app|windows))/,
            },
          ],
        },
      },
      onLog: (level, log, handle) => {
        // A hint to servers that render React, which nobody here is.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log)
      },
    },
  },
  server: {
    proxy: {
      '/socket.io': { target: 'http://localhost:3000', ws: true },
      '/api': 'http://localhost:3000',
    },
  },
})
