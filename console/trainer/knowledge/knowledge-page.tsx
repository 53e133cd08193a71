export function KnowledgePage() {
  return <main>knowledge</main>
}
