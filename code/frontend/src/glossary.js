// glossary
