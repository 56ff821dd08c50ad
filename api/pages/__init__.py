"""What people see: server-rendered pages in Finnish, Swedish and English, without scripts."""
