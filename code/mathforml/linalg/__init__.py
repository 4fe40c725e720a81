"""Linear maps: what they reach and what they flatten, and systems solved, exactly or nearly."""
