-- Store format 6: nothing of its own here.
SELECT 1;
