import { defineConfig } from 'vitest/config'

/** What is measured when somebody asks for it: figures, which no build is judged by. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.measure.ts'],
    environment: 'node',
    reporters: ['verbose'],
  },
})
